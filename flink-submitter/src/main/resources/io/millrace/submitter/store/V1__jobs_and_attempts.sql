-- What should run. A deleted job keeps its row, so that a name once declared is known for ever;
-- live_name is the name while the job is not deleted, and null afterwards.
CREATE TABLE job (
    id              VARCHAR(32)              NOT NULL PRIMARY KEY,
    name            VARCHAR(100)             NOT NULL,
    live_name       VARCHAR(100)             UNIQUE,
    spec            CHARACTER LARGE OBJECT   NOT NULL,
    desired         VARCHAR(16)              NOT NULL CHECK (desired IN ('RUNNING', 'STOPPED', 'CANCELLED')),
    idempotency_key VARCHAR(200)             UNIQUE,
    created_at      TIMESTAMP WITH TIME ZONE NOT NULL
);

-- Each try to run it, under a Flink job id of its own. live_job is the job's id while the attempt may be alive in
-- Flink, and null afterwards: its uniqueness makes two live attempts of one job impossible.
CREATE TABLE attempt (
    job_id        VARCHAR(32)              NOT NULL REFERENCES job (id),
    number        INTEGER                  NOT NULL,
    flink_job_id  VARCHAR(32)              NOT NULL UNIQUE,
    live_job      VARCHAR(32)              UNIQUE,
    state         VARCHAR(16)              NOT NULL,
    restored_from VARCHAR(2000),
    stop_trigger  VARCHAR(32),
    savepoint     VARCHAR(2000),
    checkpoint    VARCHAR(2000),
    note          VARCHAR(4000),
    created_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (job_id, number),
    CHECK ((live_job IS NOT NULL) = (state IN ('NEW', 'POSTING', 'POSTED', 'OBSERVED'))),
    CHECK (live_job IS NULL OR live_job = job_id)
);
