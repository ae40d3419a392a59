"""Facts and rules of a partnership: values in, values out; standard library only."""
