package io.millrace.service.access;

import io.millrace.service.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Refuses requests that come under a foreign name, from a foreign page, or without the token where one is needed. */
final class AccessFilter extends OncePerRequestFilter {

    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final AllowedHosts allowedHosts;
    private final BearerToken token;
    private final List<PathPattern> protectedReads;
    private final Supplier<HandlerExceptionResolver> problems;

    AccessFilter(
            AllowedHosts allowedHosts,
            BearerToken token,
            List<String> protectedReads,
            Supplier<HandlerExceptionResolver> problems) {
        this.allowedHosts = allowedHosts;
        this.token = token;
        this.protectedReads = protectedReads.stream()
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            check(request);
        } catch (ProblemException refusal) {
            problems.get().resolveException(request, response, null, refusal);
            return;
        }
        chain.doFilter(request, response);
    }

    private void check(HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        if (!allowedHosts.allowsHost(host)) {
            throw forbidden("host-not-allowed", "Host", host == null ? "" : host);
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !allowedHosts.allowsOrigin(origin)) {
            throw forbidden("origin-not-allowed", "Origin", origin);
        }
        if (needsToken(request) && !token.accepts(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            throw unauthorized();
        }
    }

    private boolean needsToken(HttpServletRequest request) {
        if ("OPTIONS".equals(request.getMethod())) {
            return false;
        }
        return !READS.contains(request.getMethod()) || isProtected(request);
    }

    private boolean isProtected(HttpServletRequest request) {
        // Parsed as Spring MVC does it, so that no spelling of a path reaches a handler without matching here.
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        return protectedReads.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static ProblemException forbidden(String code, String header, String value) {
        return new ProblemException(
                HttpStatus.FORBIDDEN,
                code,
                "The %s '%s' is not among millrace.http.allowed-hosts; add its name there if it is yours."
                        .formatted(header, value));
    }

    private static ProblemException unauthorized() {
        ProblemException refusal = new ProblemException(
                HttpStatus.UNAUTHORIZED,
                "unauthorized",
                "This needs the token: send the header 'Authorization: Bearer <MILLRACE_TOKEN>'.");
        refusal.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"millrace\"");
        return refusal;
    }
}
