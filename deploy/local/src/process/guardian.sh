#!/bin/sh
# Ends the stack's processes when the process that started them is gone, however it went (SIGKILL included).
# Reads "+<pid>:<stop signal>" for a process group that started and "-<pid>" for one that ended; the end of the input
# means that the starter is gone. Only those still listed then are ended, so a reused pid is never hit.
trap '' HUP INT TERM
living=''
while read -r line; do
  case $line in
    +*) living="$living ${line#+}" ;;
    -*)
      remaining=''
      for entry in $living; do
        [ "${entry%%:*}" = "${line#-}" ] || remaining="$remaining $entry"
      done
      living=$remaining
      ;;
  esac
done

for entry in $living; do kill -s "${entry##*:}" -- "-${entry%%:*}" 2>/dev/null; done
tries=0
while [ $tries -lt 50 ]; do
  remaining=''
  for entry in $living; do
    if kill -s 0 -- "-${entry%%:*}" 2>/dev/null; then remaining="$remaining $entry"; fi
  done
  living=$remaining
  [ -n "$living" ] || exit 0
  sleep 0.2
  tries=$((tries + 1))
done
for entry in $living; do kill -s KILL -- "-${entry%%:*}" 2>/dev/null; done
