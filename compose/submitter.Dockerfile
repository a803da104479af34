# The submitter carries the job it submits.
FROM eclipse-temurin:17-jre

RUN install -d -o 10001 -g 10001 /data

COPY flink-submitter/target/flink-submitter-*-exec.jar /app/service.jar
COPY flink-analytics/target/flink-analytics.jar /app/flink-analytics.jar

USER 10001:10001
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/service.jar"]
