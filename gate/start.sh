#!/bin/sh
# The command `gate`, as it stands in an environment: the gate of the folder that holds the environment, isolated from the
# first moment. Python gets no variable of its own, and no folder that the code of the project could be taken from.
set -eu
self=$0
if [ -L "$self" ]; then self=$(readlink -f "$self"); fi
bin=$(CDPATH='' cd -- "${self%/*}" && pwd)
exec "$bin/python" -I "${bin%/*/*}/gate/interpreter.py" "${bin%/*/*}" gate.process "$@"
