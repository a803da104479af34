package io.millrace.quickstart;

/** The block which tells a newcomer where everything is. */
final class Addresses {

    private Addresses() {}

    static String of(QuickstartSettings settings, StateFolders state) {
        QuickstartPorts ports = settings.ports();
        return """
                Millrace runs; Ctrl-C stops it.
                  events      nc localhost %d | head
                  submitter   http://localhost:%d/jobs
                  Flink       http://localhost:%d/
                  producer    http://localhost:%d/generation
                  consumer    http://localhost:%d/feed
                  results     %s""".formatted(
                ports.stream(), ports.submitter(), ports.flink(), ports.producer(), ports.consumer(), state.results());
    }
}
