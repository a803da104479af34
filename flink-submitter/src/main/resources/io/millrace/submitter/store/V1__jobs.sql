-- The same statements for H2 and PostgreSQL.

-- Who acts. Every change the loop makes names the epoch it holds; whoever takes over makes a new one.
CREATE TABLE lease (
    id     INTEGER                  NOT NULL PRIMARY KEY CHECK (id = 1),
    epoch  BIGINT                   NOT NULL,
    holder VARCHAR(200)             NOT NULL,
    since  TIMESTAMP WITH TIME ZONE NOT NULL
);
INSERT INTO lease (id, epoch, holder, since) VALUES (1, 0, 'nobody yet', CURRENT_TIMESTAMP);

-- A Flink session cluster, and which start of its JobManager was seen last.
CREATE TABLE cluster (
    url         VARCHAR(1000)            NOT NULL PRIMARY KEY,
    incarnation VARCHAR(1000)            NOT NULL,
    since       TIMESTAMP WITH TIME ZONE NOT NULL
);

-- A job jar by its content; the file lies in the folder of artifacts.
CREATE TABLE artifact (
    id         VARCHAR(64)              NOT NULL PRIMARY KEY,
    file_name  VARCHAR(255)             NOT NULL,
    main_class VARCHAR(500),
    size_bytes BIGINT                   NOT NULL,
    added_at   TIMESTAMP WITH TIME ZONE NOT NULL
);

-- What should run. A deleted job keeps its row, so that a name once declared is known for ever;
-- live_name is the name while the job is not deleted, and null afterwards.
CREATE TABLE job (
    id              VARCHAR(32)              NOT NULL PRIMARY KEY,
    name            VARCHAR(100)             NOT NULL,
    live_name       VARCHAR(100)             UNIQUE,
    idempotency_key VARCHAR(200)             UNIQUE,
    generation      BIGINT                   NOT NULL,
    desired         VARCHAR(16)              NOT NULL CHECK (desired IN ('RUNNING', 'SUSPENDED', 'CANCELLED', 'DELETED')),
    revision        INTEGER                  NOT NULL,
    dispose         BOOLEAN                  NOT NULL,
    created_at      TIMESTAMP WITH TIME ZONE NOT NULL
);

-- What a job is; never changed but for what became of it.
CREATE TABLE revision (
    job_id     VARCHAR(32)              NOT NULL REFERENCES job (id),
    number     INTEGER                  NOT NULL,
    spec       TEXT                     NOT NULL,
    stable_at  TIMESTAMP WITH TIME ZONE,
    rejected   VARCHAR(2000),
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (job_id, number)
);

-- Each try to run it, under a Flink job id of its own. live_job is the job's id while the attempt may be alive in
-- Flink, and null afterwards: its uniqueness makes two live attempts of one job impossible.
CREATE TABLE attempt (
    job_id        VARCHAR(32)              NOT NULL REFERENCES job (id),
    number        INTEGER                  NOT NULL,
    revision      INTEGER                  NOT NULL,
    flink_job_id  VARCHAR(32)              NOT NULL UNIQUE,
    cluster       VARCHAR(1000),
    live_job      VARCHAR(32)              UNIQUE,
    state         VARCHAR(16)              NOT NULL,
    closing       VARCHAR(16),
    restored_from VARCHAR(2000),
    may_repeat    BOOLEAN                  NOT NULL,
    from_reported BOOLEAN                  NOT NULL,
    slots_awaited INTEGER                  NOT NULL,
    savepoint     VARCHAR(2000),
    checkpoint    VARCHAR(2000),
    progress      VARCHAR(4000)            NOT NULL,
    note          VARCHAR(2000),
    created_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at      TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (job_id, number),
    FOREIGN KEY (job_id, revision) REFERENCES revision (job_id, number),
    CHECK ((live_job IS NOT NULL) = (state IN ('NEW', 'POSTING', 'POSTED', 'OBSERVED'))),
    CHECK (live_job IS NULL OR live_job = job_id)
);

-- A savepoint, asked for under Flink's trigger id. pending is set while Flink may still be at it: one of a kind a job.
-- number tells their order, which no clock that is put back can change.
CREATE TABLE snapshot (
    id       VARCHAR(32)              NOT NULL PRIMARY KEY,
    number   BIGINT GENERATED ALWAYS AS IDENTITY,
    job_id   VARCHAR(32)              NOT NULL REFERENCES job (id),
    attempt  INTEGER                  NOT NULL,
    operation VARCHAR(32),
    kind     VARCHAR(16)              NOT NULL CHECK (kind IN ('SAVEPOINT', 'STOP')),
    reason   VARCHAR(16)              NOT NULL,
    state    VARCHAR(16)              NOT NULL CHECK (state IN ('ASKED', 'COMPLETED', 'FAILED', 'DISPOSED')),
    pending  VARCHAR(50)              UNIQUE,
    path     VARCHAR(2000),
    failure  VARCHAR(2000),
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    CHECK ((pending IS NOT NULL) = (state = 'ASKED'))
);
CREATE INDEX snapshot_of_job ON snapshot (job_id, kind, number);

-- What somebody asked for. open_job is the job's id while it is under way: a later command takes an earlier one's place.
CREATE TABLE operation (
    id       VARCHAR(32)              NOT NULL PRIMARY KEY,
    number   BIGINT GENERATED ALWAYS AS IDENTITY,
    job_id   VARCHAR(32)              NOT NULL REFERENCES job (id),
    kind     VARCHAR(16)              NOT NULL,
    state    VARCHAR(16)              NOT NULL CHECK (state IN ('RUNNING', 'SUCCEEDED', 'FAILED')),
    open_job VARCHAR(32)              UNIQUE,
    revision INTEGER                  NOT NULL,
    attempt  INTEGER                  NOT NULL,
    detail   VARCHAR(2000),
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    CHECK ((open_job IS NOT NULL) = (state = 'RUNNING'))
);
CREATE INDEX operation_of_job ON operation (job_id, number);

-- What happened, only ever added to. due_at is set while a webhook has to be told of it.
CREATE TABLE event (
    number  BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id  VARCHAR(32) REFERENCES job (id),
    attempt INTEGER,
    type    VARCHAR(40)              NOT NULL,
    detail  VARCHAR(2000)            NOT NULL,
    at      TIMESTAMP WITH TIME ZONE NOT NULL,
    due_at  TIMESTAMP WITH TIME ZONE,
    tries   INTEGER                  NOT NULL
);
CREATE INDEX event_of_job ON event (job_id, number);
CREATE INDEX event_due ON event (due_at);
