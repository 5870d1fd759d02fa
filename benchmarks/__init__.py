"""What the product costs, measured: each module is a command of its own."""
