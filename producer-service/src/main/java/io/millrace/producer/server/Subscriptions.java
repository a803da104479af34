package io.millrace.producer.server;

import io.millrace.producer.live.LiveStream;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.Subscription;
import org.jspecify.annotations.Nullable;

/** Judges what readers ask for. */
final class Subscriptions {
    private final LiveStream stream;
    private final AccessToken token;

    Subscriptions(LiveStream stream, AccessToken token) {
        this.stream = stream;
        this.token = token;
    }

    /** Why a subscription is refused, null if it is not. */
    @Nullable
    Rejection refusalOf(Subscription subscription) {
        if (!token.admits(subscription.token())) {
            return Rejection.UNAUTHORIZED;
        }
        String asked = subscription.stream();
        return asked == null || asked.equals(stream.state().stream()) ? null : Rejection.UNKNOWN_STREAM;
    }

    /** The same for people. */
    String detailOf(Rejection refusal, Subscription subscription) {
        return refusal == Rejection.UNAUTHORIZED
                ? "the token is missing or wrong"
                : "this is stream " + stream.state().stream() + ", not " + subscription.stream();
    }

    /** The sequence that a subscription begins at. */
    long firstOf(Subscription subscription) {
        From from = subscription.from();
        if (from instanceof From.Sequence sequence) {
            return sequence.value();
        }
        return from.equals(From.LATEST) ? stream.moment().head() : 0;
    }
}
