#!/bin/bash
# As in apache/kafka: KAFKA_A_B=c becomes a.b=c in server.properties, and the log folder is formatted once.
set -euo pipefail
config=/opt/kafka/config/server.properties

env | sed -n 's/^KAFKA_//p' | while IFS='=' read -r name value; do
  echo "$(tr 'A-Z_' 'a-z.' <<<"$name")=$value"
done >"$config"

run() {
  exec java -Xms256m -Xmx768m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -Dlog4j2.configurationFile=/opt/kafka/log4j2.properties -cp '/opt/kafka/libs/*' "$@"
}
if [ ! -e "$KAFKA_LOG_DIRS/meta.properties" ]; then
  (run kafka.tools.StorageTool format --cluster-id "${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}" --config "$config")
fi
run kafka.Kafka "$config"
