"""python -m tests.mutants: mutates code, and sees what no test notices."""

from tests.mutants.command import main

if __name__ == "__main__":
    main()
