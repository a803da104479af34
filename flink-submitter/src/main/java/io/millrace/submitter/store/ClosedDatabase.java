package io.millrace.submitter.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import org.h2.api.ErrorCode;

/**
 * Throws a connection away whose database has closed itself, as H2 does when its disk is full or its memory used up: such a
 * connection still counts as valid, and the next one opens the database anew.
 */
public final class ClosedDatabase implements SQLExceptionOverride {

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        int code = failure.getErrorCode();
        return code == ErrorCode.DATABASE_IS_CLOSED || code == ErrorCode.DATABASE_CALLED_AT_SHUTDOWN
                ? Override.MUST_EVICT
                : Override.CONTINUE_EVICT;
    }
}
