package io.millrace.service.access;

import java.util.List;

/** Refuses a service that others could reach without a token. */
final class PublicationCheck {

    private static final String NOT_PUBLISHED = "none";

    private PublicationCheck() {}

    /** @throws PublishedWithoutTokenException if an address is reachable from outside and no token is set */
    static void check(AccessProperties access, List<BindAddress> addresses) {
        if (access.tokenNeeded() || publishedOnLoopback(access.publishedOn())) {
            return;
        }
        for (BindAddress address : addresses) {
            if (!address.loopback()) {
                throw new PublishedWithoutTokenException(address, access.publishedOn());
            }
        }
    }

    private static boolean publishedOnLoopback(String publishedOn) {
        return NOT_PUBLISHED.equals(publishedOn) || BindAddress.isLoopback(publishedOn);
    }
}
