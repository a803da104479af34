package io.millrace.submitter.api;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.reconcile.ReconcileLoop;
import io.millrace.submitter.reconcile.Succession;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.JobSpec;
import io.millrace.submitter.store.Operation;

/** A user who gives commands, and takes a refusal for an answer. */
public final class UserCommands {

    private final Book book;
    private final Commands commands;
    private final Revisions revisions;

    public UserCommands(Book book, Succession succession, ReconcileLoop loop) {
        this.book = book;
        Intents intents = new Intents(book, succession, loop::wake);
        this.commands = new Commands(book, intents);
        this.revisions = new Revisions(book, intents);
    }

    /** What can be asked without saying more. */
    public enum Command {
        STOP,
        CANCEL,
        RESUME,
        RESTART,
        ROLLBACK,
        SAVEPOINT,
        DELETE,
        DELETE_AND_DISPOSE
    }

    /** Gives it; says whether it was taken. */
    public boolean give(Command command, String job) {
        return taken(() -> {
            switch (command) {
                case STOP -> commands.stop(job);
                case CANCEL -> commands.cancel(job);
                case RESUME -> commands.resume(job, null);
                case RESTART -> commands.restart(job);
                case ROLLBACK -> commands.rollback(job);
                case SAVEPOINT -> commands.savepoint(job);
                case DELETE -> commands.delete(job, false);
                case DELETE_AND_DISPOSE -> commands.delete(job, true);
            }
        });
    }

    /** Wants the job to be something else; says whether that was taken. */
    public boolean revise(String id, JobSpec spec, Operation.Kind kind) {
        Job job = book.jobs().job(id).orElse(null);
        return job != null && taken(() -> revisions.revise(job, spec, kind));
    }

    private static boolean taken(Runnable command) {
        try {
            command.run();
            return true;
        } catch (ProblemException refused) {
            return false;
        }
    }
}
