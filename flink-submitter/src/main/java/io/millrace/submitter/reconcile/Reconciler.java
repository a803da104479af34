package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.EventType;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.LeaseLostException;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Progress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** One tick: observe, keep what was seen, decide, write what is intended, act. Used by the loop's thread alone. */
final class Reconciler {

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

    private final Book book;
    private final Agenda agenda;
    private final Observer observer;
    private final Recorder recorder;
    private final Actor actor;
    private final LeftJars leftJars;
    private final LoopListener listener;
    private final Housekeeping housekeeping;
    private final Workers workers;
    private final Clock clock;
    private final FaultPoints faults;

    private volatile Sweep sweep;

    Reconciler(
            Book book,
            Observer observer,
            Recorder recorder,
            Actor actor,
            LeftJars leftJars,
            LoopListener listener,
            Clock clock,
            FaultPoints faults) {
        this.book = book;
        this.agenda = new Agenda(book);
        this.observer = observer;
        this.recorder = recorder;
        this.actor = actor;
        this.leftJars = leftJars;
        this.listener = listener;
        this.housekeeping = new Housekeeping(book);
        this.workers = new Workers(clock);
        this.clock = clock;
        this.faults = faults;
        this.sweep = Sweep.none(clock.instant());
    }

    /** The newest look. */
    Sweep sweep() {
        return sweep;
    }

    /** This submitter acts from now on: what the one before it left behind is cleared up. */
    void begin() {
        leftJars.begin();
    }

    /** This submitter does not act any more. */
    void standBy() {
        listener.stoodBy();
    }

    /**
     * Takes one tick; says whether it changed something.
     *
     * @param running whether further steps may be taken
     * @param done called when a step beside the loop is done
     */
    boolean reconcile(BooleanSupplier running, Runnable done) {
        // Read first: at whom nobody is by then, nobody will be until this tick is over.
        Set<String> busy = workers.busy();
        List<Managed> jobs = agenda.jobs();
        Set<String> ids = jobs.stream().map(managed -> managed.job().id()).collect(Collectors.toSet());
        housekeeping.retain(ids);
        workers.retain(ids);
        Sweep seen = observer.observe(
                jobs.stream().filter(managed -> managed.job().attempt().live()).toList());
        sweep = seen;
        faults.reached("observed");
        if (seen.cluster().reachable()) {
            keepIncarnation(seen.cluster());
            book.attempts().ended(Set.copyOf(seen.running())).forEach(actor::cancelStray);
            if (workers.busy().isEmpty()) {
                leftJars.remove();
            }
        }
        boolean changed = false;
        for (Managed managed : jobs) {
            if (running.getAsBoolean() && !busy.contains(managed.job().id())) {
                changed |= reconcileAlone(managed, seen, done);
            }
        }
        listener.ticked(jobs.stream().map(Managed::job).toList(), seen);
        return changed;
    }

    /** Whether a step is under way beside the loop. */
    boolean busy() {
        return !workers.busy().isEmpty();
    }

    /** Takes no further step; says whether those under way ended in time. */
    boolean stop(Duration patience) throws InterruptedException {
        return workers.stop(patience);
    }

    /** What goes wrong with one job holds up no other one; what is wrong with the database is wrong with all. */
    private boolean reconcileAlone(Managed managed, Sweep seen, Runnable done) {
        try {
            return reconcile(managed, seen, done);
        } catch (LeaseLostException | DataAccessException | TransactionException failure) {
            throw failure;
        } catch (RuntimeException failure) {
            log.error("Job '{}': the next tick tries again", managed.job().name(), failure);
            return false;
        }
    }

    private boolean reconcile(Managed managed, Sweep seen, Runnable done) {
        Job job = managed.job();
        Observed observed = seen.observed().get(job.attempt().flinkJobId());
        Managed known = managed;
        if (observed instanceof Observed.Present present && job.attempt().live()) {
            Progress progress = Assessment.of(
                    job.attempt().progress(), present, job.running().spec(), clock.instant());
            recorder.observed(job, progress, present);
            faults.reached("seen-committed");
            known = managed.with(job.with(progress));
        }
        endOperation(known);
        Action action = Decision.WAIT;
        if (observed != null) {
            action = Decision.decide(new Situation(known, observed, seen.cluster(), clock.instant()));
        }
        if (action.equals(Decision.WAIT)) {
            action = housekeeping.next(known, seen.cluster().reachable(), clock.instant());
        }
        return take(known, action, done);
    }

    private void endOperation(Managed managed) {
        Operation operation = managed.operation();
        if (operation != null) {
            OperationOutcome.of(operation, managed.job())
                    .ifPresent(outcome -> recorder.end(operation, managed.job(), outcome));
        }
    }

    private boolean take(Managed managed, Action action, Runnable done) {
        Job job = managed.job();
        if (action instanceof Action.OfFlink asking) {
            if (workers.pauses(job.id(), asking)) {
                return false;
            }
            if (action instanceof Action.Post) {
                observer.forgetAbsences(job.attempt());
            }
            workers.run(job.id(), asking, () -> actor.act(managed, asking), done);
            return false;
        }
        if (action instanceof Action.Wait) {
            return false;
        }
        recorder.record(job, action);
        faults.reached("recorded");
        return true;
    }

    private void keepIncarnation(ClusterStatus cluster) {
        String url = observer.url().toString();
        String now = cluster.incarnation();
        if (now.isEmpty()) {
            return;
        }
        String before = book.clusters().incarnation(url).orElse("");
        if (!before.equals(now)) {
            book.database().acting(() -> {
                book.clusters().incarnation(url, now);
                if (!before.isEmpty()) {
                    book.events().add(EventType.CLUSTER_RESTARTED, "The JobManager at " + url + " was started anew.");
                }
            });
        }
    }
}
