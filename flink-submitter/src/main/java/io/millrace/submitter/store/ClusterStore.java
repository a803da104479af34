package io.millrace.submitter.store;

import java.util.Optional;

/** Which start of a cluster's JobManager was seen last. */
public final class ClusterStore {

    private final Database database;

    ClusterStore(Database database) {
        this.database = database;
    }

    public Optional<String> incarnation(String url) {
        return database.sql("SELECT incarnation FROM cluster WHERE url = ?", url)
                .query(String.class)
                .optional();
    }

    public void incarnation(String url, String incarnation) {
        int known = database.sql(
                        "UPDATE cluster SET incarnation = ?, since = ? WHERE url = ?", incarnation, database.now(), url)
                .update();
        if (known == 0) {
            database.sql(
                            "INSERT INTO cluster (url, incarnation, since) VALUES (?, ?, ?)",
                            url,
                            incarnation,
                            database.now())
                    .update();
        }
    }
}
