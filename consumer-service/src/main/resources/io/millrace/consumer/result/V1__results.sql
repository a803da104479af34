-- Results of the job by their id. happened_at is the end of the window, else the result's own time, else when it came;
-- shown_as is where it is shown: window, alert or other.
CREATE TABLE result (
    id          VARCHAR(100)                NOT NULL PRIMARY KEY,
    kind        VARCHAR(50)                 NOT NULL,
    shown_as    VARCHAR(10)                 NOT NULL CHECK (shown_as IN ('WINDOW', 'ALERT', 'OTHER')),
    happened_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    dimension   VARCHAR(100),
    item        VARCHAR(1048576),
    json        VARCHAR(1048576)            NOT NULL
);

-- to forget the oldest
CREATE INDEX result_by_time ON result (happened_at, id);

-- to show the newest
CREATE INDEX result_by_view ON result (shown_as, happened_at DESC, id);
CREATE INDEX result_by_dimension ON result (shown_as, dimension, happened_at DESC, id);
CREATE INDEX result_by_kind ON result (kind, happened_at DESC, id);
