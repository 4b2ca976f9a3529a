"""The parts of a receipt, from the masthead to the foot, each set to a measure."""
