"""What people send, turned into values."""
