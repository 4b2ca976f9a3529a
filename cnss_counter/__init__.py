"""The counter of a CNSS agency: from login to a bilingual deposit receipt."""

__version__ = "0.1.0"
