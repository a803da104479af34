package io.millrace.service.access;

import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** The access checks of a service; it adds its {@link ProtectedReads} and {@link BindAddress} beans. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties({AccessProperties.class, ServerProperties.class})
public final class AccessAutoConfiguration {

    /** After the character encoding and the observation, so that refused requests are counted, before all else. */
    private static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    static FilterRegistrationBean<AccessFilter> accessFilter(
            AccessProperties access,
            ObjectProvider<ProtectedReads> protectedReads,
            @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> problems) {
        AccessFilter filter = new AccessFilter(
                new AllowedHosts(access.http().allowedHosts()),
                new BearerToken(access.token()),
                protectedReads
                        .orderedStream()
                        .flatMap(reads -> reads.patterns().stream())
                        .toList(),
                problems::getObject);
        FilterRegistrationBean<AccessFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        registration.setOrder(FILTER_ORDER);
        return registration;
    }

    /** Runs while beans are made, so before the server listens. */
    @Bean
    static InitializingBean publicationCheck(
            AccessProperties access, ServerProperties server, ObjectProvider<BindAddress> further) {
        return () -> PublicationCheck.check(
                access,
                Stream.concat(Stream.of(http(server)), further.orderedStream()).toList());
    }

    private static BindAddress http(ServerProperties server) {
        InetAddress address = server.getAddress();
        return new BindAddress("server.address", address == null ? "" : address.getHostAddress());
    }
}
