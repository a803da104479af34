# One recipe for producer and consumer; the jar is built on the host first: mvn -Dquick package
FROM eclipse-temurin:17-jre

# A new named volume takes over this folder with its owner.
RUN install -d -o 10001 -g 10001 /data

ARG SERVICE
COPY ${SERVICE}/target/${SERVICE}-*-exec.jar /app/service.jar

USER 10001:10001
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/service.jar"]
