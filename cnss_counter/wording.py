"""Code → sentence in the chosen language, from `data/wording/`."""
