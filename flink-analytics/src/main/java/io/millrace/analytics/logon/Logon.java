package io.millrace.analytics.logon;

import io.millrace.stream.event.EventView;
import io.millrace.stream.result.KeyText;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A logon, as an event of the Security channel tells it: 4624 succeeded, 4625 and 4771 (Kerberos pre-authentication) failed,
 * 4776 (NTLM credentials checked) did what its status says.
 *
 * @param user {@code DOMAIN\name}, or the name alone where the event tells no domain; null where it tells no user; as the
 *     address cut by {@link KeyText}
 * @param address where it came from, null where the event does not tell
 * @param failed whether it failed
 */
record Logon(@Nullable String user, @Nullable String address, boolean failed) {
    private static final String CHANNEL = "Security";
    private static final int LOGGED_ON = 4624;
    private static final int FAILED_TO_LOG_ON = 4625;
    private static final int PRE_AUTHENTICATION_FAILED = 4771;
    private static final int CREDENTIALS_CHECKED = 4776;
    private static final String IPV4_MAPPED = "::ffff:";

    /** Returns the logon that an event tells, null if it tells none. */
    static @Nullable Logon of(EventView event) {
        Integer eventId = event.eventId();
        if (eventId == null || !isLogon(eventId) || !CHANNEL.equalsIgnoreCase(event.source())) {
            return null;
        }
        Map<String, String> data = event.data();
        String status = told(data.get("Status"));
        boolean failed = switch (eventId) {
            case LOGGED_ON -> false;
            case CREDENTIALS_CHECKED -> !isSuccess(status);
            default -> true;
        };
        if (eventId == CREDENTIALS_CHECKED && status == null
                || eventId == PRE_AUTHENTICATION_FAILED && isSuccess(status)) {
            return null;
        }
        return new Logon(
                KeyText.of(user(told(data.get("TargetDomainName")), told(data.get("TargetUserName")))),
                KeyText.of(address(told(data.get("IpAddress")))),
                failed);
    }

    private static boolean isLogon(int eventId) {
        return eventId == LOGGED_ON
                || eventId == FAILED_TO_LOG_ON
                || eventId == PRE_AUTHENTICATION_FAILED
                || eventId == CREDENTIALS_CHECKED;
    }

    /** Whether a status is 0, as {@code 0x0}, {@code 0x00000000} or {@code 0}. */
    private static boolean isSuccess(@Nullable String status) {
        if (status == null) {
            return false;
        }
        String digits = status.startsWith("0x") || status.startsWith("0X") ? status.substring(2) : status;
        return !digits.isEmpty() && digits.chars().allMatch(digit -> digit == '0');
    }

    /** A field's value without blanks around it, null where Windows had none to write. */
    private static @Nullable String told(@Nullable String value) {
        String text = value == null ? "" : value.strip();
        return text.isEmpty() || text.equals("-") ? null : text;
    }

    /**
     * One spelling of each account: the name in lower case and the first label of the domain in upper case, so that
     * {@code CORP} and {@code corp.example} are one, and so are {@code name@corp.example} and {@code CORP\\name}.
     */
    private static @Nullable String user(@Nullable String domain, @Nullable String name) {
        int backslash = name == null ? -1 : name.lastIndexOf('\\');
        if (name == null || backslash < 0) {
            return account(domain, name);
        }
        String before = name.substring(0, backslash);
        String own = told(before.substring(before.lastIndexOf('\\') + 1));
        return account(own, told(name.substring(backslash + 1)));
    }

    private static @Nullable String account(@Nullable String domain, @Nullable String name) {
        if (name == null) {
            return null;
        }
        int at = name.lastIndexOf('@');
        String realm = at > 0 ? told(name.substring(at + 1)) : null;
        if (realm != null && (domain == null || label(domain).equals(label(realm)))) {
            return label(realm) + '\\' + name.substring(0, at).toLowerCase(Locale.ROOT);
        }
        String account = name.toLowerCase(Locale.ROOT);
        return domain == null ? account : label(domain) + '\\' + account;
    }

    private static String label(String domain) {
        int dot = domain.indexOf('.');
        return (dot > 0 ? domain.substring(0, dot) : domain).toUpperCase(Locale.ROOT);
    }

    private static @Nullable String address(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String address = text.toLowerCase(Locale.ROOT);
        return address.startsWith(IPV4_MAPPED) ? told(address.substring(IPV4_MAPPED.length())) : address;
    }
}
