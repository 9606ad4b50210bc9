#!/bin/bash
# As in redis:7: root hands over to the account redis, and clients of other containers are let in.
set -euo pipefail
[ "$(id -u)" = 0 ] && exec setpriv --reuid=redis --regid=redis --clear-groups "$0" "$@"
[ "$1" = redis-server ] && set -- "$@" --protected-mode no
exec "$@"
