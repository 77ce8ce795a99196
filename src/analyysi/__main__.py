"""``python -m analyysi``: the command line."""

from analyysi.cli.main import main

if __name__ == "__main__":
    main()
