"""The ``crosswire`` command: names the missing extra where the services are not installed, else hands over to cli."""

import sys
from importlib.util import find_spec

NEEDED = ("click", "pydantic_settings", "spacy", "faust", "kafka", "psycopg")


def main() -> None:
    """Run the command line; exit 2, naming the extra, where the package was installed without ``services``."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        sys.stderr.write(
            f"crosswire: the command needs the extra 'services' ({', '.join(missing)} not installed); "
            "from the checkout: pip install '.[services,embedded]'\n"
        )
        raise SystemExit(2)
    from crosswire.cli import crosswire

    crosswire()


if __name__ == "__main__":
    main()
