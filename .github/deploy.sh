#!/bin/sh
# Deploys as the workflow does, by the gate that it is told. `make deploy` runs it too; the workflow does not ask make, which passes no
# SIGINT on to it: with one, a runner gives the step ten seconds to end, and Terraform needs each of them to write its state.
# The key lies in a file of its own for as long as it is needed, and is in the environment of nothing that deploys.
umask 077
folder=$(mktemp -d) || exit
trap 'rm -rf "$folder"' EXIT
# Told once: what comes after that would cut off what the gate still writes. By SIGTERM, as SIGINT is ignored in the background.
trap 'trap : HUP INT TERM; [ -n "$!" ] || exit 143; kill -TERM "$!"' HUP INT TERM
{ printf '%s\n' "$SIGNING_KEY" > "$folder/key.pem" && printf '%s\n' "$OLD_KEYS" > "$folder/old.pem"; } || exit
unset SIGNING_KEY
approver=$(cat "$APPROVAL")
"$1" deploy --key "$folder/key.pem" ${OLD_KEYS:+--old-key "$folder/old.pem"} --ledger "$LEDGER" \
  --changes "$CHANGES" --approved-by "$approver" &
# A signal ends a wait and not the gate.
while wait "$!"; status=$?; kill -0 "$!" 2> /dev/null; do :; done
exit "$status"
