package io.millrace.submitter.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Which job jars there are. */
public final class ArtifactStore {

    private final Database database;

    ArtifactStore(Database database) {
        this.database = database;
    }

    /** The newest ones, newest first. */
    public List<Artifact> artifacts(int limit) {
        return database.sql("SELECT * FROM artifact ORDER BY added_at DESC, id FETCH FIRST " + limit + " ROWS ONLY")
                .query(ArtifactStore::artifact)
                .list();
    }

    public Optional<Artifact> artifact(String id) {
        return database.sql("SELECT * FROM artifact WHERE id = ?", id)
                .query(ArtifactStore::artifact)
                .optional();
    }

    /**
     * Adds one.
     *
     * @throws org.springframework.dao.DuplicateKeyException when it is there
     */
    public void add(Artifact artifact) {
        database.sql(
                        "INSERT INTO artifact (id, file_name, main_class, size_bytes, added_at) VALUES (?, ?, ?, ?, ?)",
                        artifact.id(),
                        artifact.fileName(),
                        artifact.mainClass(),
                        artifact.size(),
                        Database.stored(artifact.addedAt()))
                .update();
    }

    public void remove(Artifact artifact) {
        database.sql("DELETE FROM artifact WHERE id = ?", artifact.id()).update();
    }

    private static Artifact artifact(ResultSet row, int index) throws SQLException {
        return new Artifact(
                row.getString("id"),
                row.getString("file_name"),
                row.getString("main_class"),
                row.getLong("size_bytes"),
                Database.instant(row, "added_at"));
    }
}
