"""The commands, a module each: options in, records out, an exit status for each cause."""
