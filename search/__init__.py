"""Search: the only package that speaks to an index. Values in, values out; engines do the I/O."""
