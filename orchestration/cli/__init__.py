"""The command line: reads options, calls the rooms below, prints. No rule of the warehouse is decided here."""
