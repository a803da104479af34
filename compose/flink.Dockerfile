FROM flink:2.3.0-java17

USER root
# New named volumes take over these folders with their owner; Flink does not run as root, yet its entrypoint writes its
# properties into its configuration.
RUN install -d -o flink -g flink /checkpoints /results && chmod -R u+w /opt/flink/conf

USER 9999:9999
