package atelier.packages.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.9.9.9", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.168.1.1", "198.18.0.1", "224.0.0.1",
        "255.255.255.255", "168.63.129.16", "::", "::1", "::ffff:10.0.0.1", "::10.0.0.1",
        "64:ff9b::a00:1", "2002:7f00:1::", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1",
        "ff02::1", "2001:0:1::"
      })
  void knowsWhatIsNotPublic(String address) throws UnknownHostException {
    assertThat(AddressRanges.notPublic(InetAddress.getByName(address))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.0.1",
        "203.0.113.80",
        "192.0.2.1",
        "2606:4700::1",
        "64:ff9b::101:101",
        "2002:101:101::"
      })
  void knowsWhatIsPublic(String address) throws UnknownHostException {
    assertThat(AddressRanges.notPublic(InetAddress.getByName(address))).isEmpty();
  }
}
