#!/bin/bash
# The health check of a service's container: fails unless /health/ready answers 200. Without curl or a Node of its own,
# because it runs every few seconds.
exec 3<>"/dev/tcp/127.0.0.1/$PORT" || exit 1
printf 'GET /health/ready HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3
read -r _ status _ <&3
[ "$status" = 200 ]
