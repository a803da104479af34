package io.millrace.service.access;

/** The service would be reachable beyond this machine, and nobody would need a token. */
final class PublishedWithoutTokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PublishedWithoutTokenException(BindAddress address, String publishedOn) {
        super("%s=%s is reachable beyond this machine%s, and MILLRACE_TOKEN is not set."
                .formatted(
                        address.property(),
                        address.host().isEmpty() ? "(every interface)" : address.host(),
                        publishedOn.isEmpty() ? "" : " (MILLRACE_PUBLISHED_ON=" + publishedOn + ")"));
    }
}
