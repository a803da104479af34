package io.millrace.producer.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AdmissionTests {
    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void letsInNoMoreThanThereMayBe() {
        Admission admission = new Admission(2, 2);
        assertThat(admission.enter(address("10.0.0.1"))).isNull();
        assertThat(admission.enter(address("10.0.0.2"))).isNull();
        assertThat(admission.enter(address("10.0.0.3"))).isEqualTo(Rejection.TOO_MANY_READERS);
        assertThat(admission.total()).isEqualTo(2);
        admission.leave(address("10.0.0.1"));
        assertThat(admission.enter(address("10.0.0.3"))).isNull();
    }

    @Test
    void letsInNoMoreOfOneAddressThanThereMayBe() {
        Admission admission = new Admission(10, 1);
        assertThat(admission.enter(address("10.0.0.1"))).isNull();
        assertThat(admission.enter(address("10.0.0.1"))).isEqualTo(Rejection.TOO_MANY_FROM_ADDRESS);
        assertThat(admission.enter(address("10.0.0.2"))).isNull();
        admission.leave(address("10.0.0.1"));
        assertThat(admission.enter(address("10.0.0.1"))).isNull();
        assertThat(admission.total()).isEqualTo(2);
    }

    @Test
    void takesAnIpv6NetworkForOneAddress() {
        Admission admission = new Admission(10, 1);
        assertThat(admission.enter(address("2001:db8::1"))).isNull();
        assertThat(admission.enter(address("2001:db8::2:1"))).isEqualTo(Rejection.TOO_MANY_FROM_ADDRESS);
        assertThat(admission.enter(address("2001:db8:0:1::1"))).isNull();
    }
}
