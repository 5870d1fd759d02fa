"""Schema changes of what the matcher keeps."""
