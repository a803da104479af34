package io.millrace.submitter.reconcile;

import io.millrace.submitter.api.UserCommands.Command;

/** Something that happens in a simulation, with a number to tell how. */
record Step(Kind kind, int number) {

    enum Kind {
        TICK,
        TICKS,
        TIME,
        KILL,
        RESTART,
        LOSE_CLUSTER,
        CUT_OFF,
        CONNECT,
        LOSE_ANSWER,
        HIDE_JOBS,
        POST,
        DELIVER,
        SAVEPOINT,
        SLOTS,
        DISTURB,
        REMOVE_CHECKPOINT,
        COMMAND,
        COMMAND_WITHIN,
        REVISE
    }

    void take(Simulation simulation) {
        SimulatedFlink flink = simulation.flink;
        switch (kind) {
            case TICK -> simulation.tick();
            case TICKS -> simulation.ticks(number);
            case TIME -> simulation.pass(number);
            case KILL -> simulation.submitter.killAfter(number);
            case RESTART -> simulation.submitter.restart();
            case LOSE_CLUSTER -> flink.lose();
            case CUT_OFF -> flink.reachable = false;
            case CONNECT -> flink.reachable = true;
            case LOSE_ANSWER -> flink.loseAnswerAfter = number;
            case HIDE_JOBS -> flink.hideJobsFor = number % 3;
            case POST -> flink.nextPost = of(SimulatedFlink.PostFate.values());
            case DELIVER -> flink.deliver();
            case SAVEPOINT -> flink.nextSavepoint = of(SimulatedSavepoint.Fate.values());
            case SLOTS -> flink.slots = number % 2 == 0;
            case DISTURB -> disturb(simulation);
            case REMOVE_CHECKPOINT -> simulation.removeNewestCheckpoint();
            case COMMAND -> simulation.command(of(Command.values()));
            case COMMAND_WITHIN ->
                simulation.submitter.interruptAfter(number / 4, () -> simulation.command(of(Command.values())));
            case REVISE -> revise(simulation);
        }
    }

    private void disturb(Simulation simulation) {
        switch (number % 5) {
            case 0 -> simulation.disturb(job -> job.fail("somebody pulled a plug"));
            case 1 -> simulation.disturb(job -> job.restart(simulation.now()));
            case 2 -> simulation.cancelByHand();
            case 3 -> simulation.disturb(SimulatedJob::finish);
            default ->
                simulation.disturb(job -> {
                    job.writeSavepoint(simulation.now());
                    job.finish();
                });
        }
    }

    private void revise(Simulation simulation) {
        var programs = SimulatedJob.Program.values();
        simulation.revise(programs[number % programs.length], number % 3 == 0 ? null : 1 + number % 3);
    }

    private <T> T of(T[] values) {
        return values[number % values.length];
    }
}
