package io.millrace.producer.live;

import io.millrace.producer.generator.LineBuffer;
import io.millrace.producer.generator.ScenarioSource;
import io.millrace.producer.scenario.PlacedRun;
import io.millrace.producer.scenario.ScenarioDescription;
import io.millrace.producer.scenario.ScenarioException;
import io.millrace.producer.scenario.ScenarioPlan;
import io.millrace.producer.scenario.ScenarioRequest;
import io.millrace.producer.scenario.ScenarioRun;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** One scenario, {@code count}: as many events as its size, each telling its run, step, sequence and stream time. */
final class NumberScenarios implements ScenarioSource {
    private static final ScenarioPlan DEFAULTS = new ScenarioPlan("count", "all", 10, 20, 1, 20);

    @Override
    public List<ScenarioDescription> descriptions() {
        return List.of(new ScenarioDescription("count", "counts", "anything", "its events", DEFAULTS));
    }

    @Override
    public ScenarioPlan plan(ScenarioRequest request) throws ScenarioException {
        if (!request.scenario().equals("count")) {
            throw new ScenarioException("unknown-scenario", "there is no scenario " + request.scenario());
        }
        int size = Objects.requireNonNullElse(request.size(), DEFAULTS.size());
        if (size < 1) {
            throw new ScenarioException("bad-parameter", "size is 1 or more, not " + size);
        }
        double pace = Objects.requireNonNullElse(request.pace(), DEFAULTS.pace());
        String target = Objects.requireNonNullElse(request.target(), DEFAULTS.target());
        return new ScenarioPlan("count", target, pace, size, DEFAULTS.hosts(), size);
    }

    @Override
    public void encode(PlacedRun run, long step, long sequence, long streamTime, LineBuffer out) {
        out.appendAscii(line(run.run(), step, sequence, streamTime).getBytes(StandardCharsets.US_ASCII));
        out.appendByte('\n');
    }

    static String line(ScenarioRun run, long step, long sequence, long streamTime) {
        return "{\"run\":\"" + run.label() + "\",\"step\":" + step + ",\"n\":" + sequence + ",\"t\":" + streamTime
                + "}";
    }
}
