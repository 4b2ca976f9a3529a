"""The law as files: reads and checks `data/procedures/` and `data/parameters/`."""
