#!/bin/sh
# Deploys as the workflow does, by the gate that it is told. `make deploy` runs it too; the workflow does not ask make, which passes no
# SIGINT on to it: with one, a runner gives the step ten seconds to end, and Terraform needs each of them to write its state.
# The key lies in a file of its own for as long as it is needed, and is in the environment of nothing that deploys.
umask 077
folder=$(mktemp -d) || exit
trap 'rm -rf "$folder"' EXIT
# Hands on one signal only: a second would interrupt the gate while it writes. SIGTERM, since a background process ignores SIGINT.
trap 'trap : HUP INT TERM; [ -n "$!" ] || exit 143; kill -TERM "$!"' HUP INT TERM
{ printf '%s\n' "$SIGNING_KEY" > "$folder/key.pem" && printf '%s\n' "$OLD_KEYS" > "$folder/old.pem"; } || exit
unset SIGNING_KEY
approver=$(cat "$APPROVAL") && [ -n "$approver" ] || { echo "nobody approved this run; begin another one" >&2; exit 2; }
"$1" deploy --key "$folder/key.pem" ${OLD_KEYS:+--old-key "$folder/old.pem"} --ledger "$LEDGER" \
  ${LEDGER_HEAD:+--head "$LEDGER_HEAD"} --changes "$CHANGES" --approved-by "$approver" &
# A signal ends a wait and not the gate.
while wait "$!"; status=$?; kill -0 "$!" 2> /dev/null; do :; done
exit "$status"
