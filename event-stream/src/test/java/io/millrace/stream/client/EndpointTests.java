package io.millrace.stream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.stream.protocol.Shard;
import org.junit.jupiter.api.Test;

class EndpointTests {
    @Test
    void readsWhatItPrints() {
        assertThat(Endpoint.parse("localhost:9999")).isEqualTo(new Endpoint("localhost", 9999));
        assertThat(Endpoint.parse("[::1]:9999"))
                .isEqualTo(new Endpoint("::1", 9999))
                .hasToString("[::1]:9999");
    }

    @Test
    void refusesAnythingElse() {
        assertThatThrownBy(() -> Endpoint.parse("localhost")).hasMessage("an endpoint is host:port, not 'localhost'");
        assertThatThrownBy(() -> Endpoint.parse("localhost:http"))
                .hasMessage("an endpoint is host:port, not 'localhost:http'");
        assertThatThrownBy(() -> Endpoint.parse("::1:9999"))
                .hasMessage("an IPv6 endpoint is [address]:port, not '::1:9999'");
        assertThatThrownBy(() -> Endpoint.parse(":9999")).hasMessage("an endpoint needs a host");
        assertThatThrownBy(() -> Endpoint.parse("localhost:65536")).hasMessage("a port is 1 to 65535, not 65536");
    }

    @Test
    void settingsHideTheTokenAndRefuseShardsOfAPlainServer() {
        Endpoint endpoint = new Endpoint("localhost", 9999);

        assertThat(new ClientSettings(endpoint, Shard.ALL, Protocol.AUTO, "secret"))
                .hasToString("ClientSettings[localhost:9999, shard 0/1, AUTO]");
        assertThatThrownBy(() -> new ClientSettings(endpoint, new Shard(0, 2), Protocol.PLAIN, null))
                .hasMessage("a plain server has no shards: read it whole, not shard 0/2");
        assertThatThrownBy(() -> Protocol.parse("tcp")).hasMessage("protocol is auto, millrace or plain, not 'tcp'");
    }
}
