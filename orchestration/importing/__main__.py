"""`python -m orchestration.importing`, with the options in the environment."""

from orchestration.importing.command import main

main()
