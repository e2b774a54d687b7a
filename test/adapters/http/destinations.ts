/**
 * What may be a destination, and what may not. `url | what its name resolves to | outcome`: `allowed`, or the rule
 * that refuses it. Rules other than `resolves` are told from the text alone, when the subscription is saved too.
 */
const TABLE = String.raw`
  Public hosts
    https://example.com                              | 93.184.215.14                     | allowed
    https://example.com/a/b?c=d%20e&url=http://10.0.0.1/ | 93.184.215.14                 | allowed
    HTTPS://EXAMPLE.COM/Hook                         | 93.184.215.14                     | allowed
    https://example.com./hook                        | 93.184.215.14                     | allowed
    https://b%C3%BCcher.example/                     | 93.184.215.14                     | allowed
    https://xn--bcher-kva.example/                   | 93.184.215.14                     | allowed
    https://ex_ample.example.com/                    | 93.184.215.14                     | allowed
    https://localhost.example.com/                   | 93.184.215.14                     | allowed
    https://internal.example.com/                    | 93.184.215.14                     | allowed
    https://example.com                              | 2606:4700::1111                   | allowed
    https://example.com                              | 93.184.215.14 2606:4700::1111     | allowed
    https://example.com                              | 9.9.9.9 8.8.8.8 1.1.1.1           | allowed
    https://1.1.1.1/                                 |                                   | allowed
    https://[2606:4700::1111]/                       |                                   | allowed
    https://[2606:4700:0:0:0:0:0:1111]:8443/         |                                   | allowed
    https://0x08080808/                              |                                   | allowed
    https://134744072/                               |                                   | allowed
    https://172.15.255.255/                          |                                   | allowed
    https://172.32.0.1/                              |                                   | allowed
    https://11.0.0.0/                                |                                   | allowed
    https://9.255.255.255/                           |                                   | allowed
    https://100.63.255.255/                          |                                   | allowed
    https://100.128.0.0/                             |                                   | allowed
    https://169.253.255.255/                         |                                   | allowed
    https://169.255.0.0/                             |                                   | allowed
    https://192.167.255.255/                         |                                   | allowed
    https://192.169.0.0/                             |                                   | allowed
    https://198.17.255.255/                          |                                   | allowed
    https://198.20.0.0/                              |                                   | allowed
    https://223.255.255.255/                         |                                   | allowed
    https://168.63.129.15/                           |                                   | allowed
    https://abc123.execute-api.eu-west-1.amazonaws.com/in | 93.184.215.14                | allowed

  Ports
    https://example.com:443/                         | 93.184.215.14                     | allowed
    https://example.com:8443/                        | 93.184.215.14                     | allowed
    https://example.com:1024/                        | 93.184.215.14                     | allowed
    https://example.com:65535/                       | 93.184.215.14                     | allowed
    https://example.com:3000/                        | 93.184.215.14                     | allowed
    https://example.com:0/                           |                                   | port
    https://example.com:22/                          |                                   | port
    https://example.com:25/                          |                                   | port
    https://example.com:80/                          |                                   | port
    https://example.com:53/                          |                                   | port
    https://example.com:444/                         |                                   | port
    https://example.com:1023/                        |                                   | port
    https://example.com:2049/                        |                                   | port
    https://example.com:5060/                        |                                   | port
    https://example.com:6000/                        |                                   | port
    https://example.com:6667/                        |                                   | port
    https://example.com:10080/                       |                                   | port
    https://example.com:0000000080/                  |                                   | port
    https://example.com:65536/                       |                                   | syntax
    https://example.com:-1/                          |                                   | syntax
    https://example.com:443a/                        |                                   | syntax

  This machine
    https://localhost/                               |                                   | host
    https://LOCALHOST./                              |                                   | host
    https://app.localhost/                           |                                   | host
    https://localhost.localdomain/                   |                                   | host
    https://ip6-localhost/                           |                                   | host
    https://127.0.0.1/                               |                                   | address
    https://127.0.0.1./                              |                                   | address
    https://127.255.255.254/                         |                                   | address
    https://127.1/                                   |                                   | address
    https://127.0.1/                                 |                                   | address
    https://0177.0.0.1/                              |                                   | address
    https://00000177.00000.0000.001/                 |                                   | address
    https://017700000001/                            |                                   | address
    https://0x7f.0.0.1/                              |                                   | address
    https://0x7f.1/                                  |                                   | address
    https://0X7F000001/                              |                                   | address
    https://2130706433/                              |                                   | address
    https://2130706433./                             |                                   | address
    https://127.0.0.0x1/                             |                                   | address
    https://0x7f.0.0.01/                             |                                   | address
    https://127%2e0%2e0%2e1/                         |                                   | address
    https://%31%32%37.0.0.1/                         |                                   | address
    https://１２７.0.0.1/                            |                                   | address
    https://127。0。0。1/                            |                                   | address
    https://①②⑦.⓪.⓪.①/                              |                                   | address
    https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/                              |                                   | host
    https://0/                                       |                                   | address
    https://0.0.0.0/                                 |                                   | address
    https://0.1.2.3/                                 |                                   | address
    https://[::1]/                                   |                                   | address
    https://[0:0:0:0:0:0:0:1]/                       |                                   | address
    https://[0000:0000:0000:0000:0000:0000:0000:0001]/ |                                 | address
    https://[::]/                                    |                                   | address
    https://[::127.0.0.1]/                           |                                   | address
    https://[::ffff:127.0.0.1]/                      |                                   | address
    https://[::ffff:7f00:1]/                         |                                   | address
    https://[::FFFF:0x7f.1]/                         |                                   | syntax
    https://256.256.256.256/                         |                                   | syntax
    https://127.0.0.1.1/                             |                                   | syntax
    https://4294967296/                              |                                   | syntax
    https://08.8.8.8/                                |                                   | syntax

  Private networks
    https://10.0.0.1/                                |                                   | address
    https://10.255.255.255/                          |                                   | address
    https://012.0.0.1/                               |                                   | address
    https://0xa000001/                               |                                   | address
    https://172.16.0.1/                              |                                   | address
    https://172.31.255.255/                          |                                   | address
    https://192.168.0.1/                             |                                   | address
    https://192.168.257/                             |                                   | address
    https://3232235777/                              |                                   | address
    https://100.64.0.1/                              |                                   | address
    https://100.127.255.255/                         |                                   | address
    https://[fc00::1]/                               |                                   | address
    https://[fdff:ffff::1]/                          |                                   | address
    https://[fec0::1]/                               |                                   | address
    https://[fe80::1]/                               |                                   | address
    https://[febf::1]/                               |                                   | address
    https://intranet/                                |                                   | host
    https://wiki.corp/                               |                                   | host
    https://nas.home.arpa/                           |                                   | host
    https://printer.local/                           |                                   | host
    https://printer.local./                          |                                   | host
    https://router.lan/                              |                                   | host
    https://db.intranet/                             |                                   | host
    https://kubernetes.default.svc.cluster.local/    |                                   | host
    https://abcdefghij.onion/                        |                                   | host

  Metadata, and what else clouds keep near
    https://169.254.169.254/latest/meta-data/        |                                   | address
    https://2852039166/                              |                                   | address
    https://0xa9fea9fe/                              |                                   | address
    https://0251.0376.0251.0376/                     |                                   | address
    https://169.254.43518/                           |                                   | address
    https://[::ffff:169.254.169.254]/                |                                   | address
    https://[::ffff:a9fe:a9fe]/                      |                                   | address
    https://[fd00:ec2::254]/                         |                                   | address
    https://[fd00:ec2:0:0::254]/                     |                                   | address
    https://[fd00:ec2::23]/                          |                                   | address
    https://[fd20:ce::254]/                          |                                   | address
    https://169.254.170.2/v2/credentials             |                                   | address
    https://169.254.170.23/v1/credentials            |                                   | address
    https://169.254.100.1:2000/                      |                                   | address
    https://169.254.79.129:2000/                     |                                   | address
    https://127.0.0.1:9001/2018-06-01/runtime/invocation/next |                          | address
    https://sandbox.localdomain:9001/                |                                   | host
    https://sandbox:9001/                            |                                   | host
    https://168.63.129.16/                           |                                   | address
    https://0xa83f8110/                              |                                   | address
    https://100.100.100.200/                         |                                   | address
    https://192.0.0.192/                             |                                   | address
    https://metadata.google.internal/                |                                   | host
    https://instance-data.ec2.internal/              |                                   | host
    https://instance-data/                           |                                   | host
    https://ip-10-0-0-1.eu-west-1.compute.internal/  |                                   | host

  Not given to anybody
    https://192.0.0.1/                               |                                   | address
    https://192.0.2.1/                               |                                   | address
    https://192.31.196.1/                            |                                   | address
    https://192.52.193.1/                            |                                   | address
    https://192.88.99.1/                             |                                   | address
    https://192.175.48.1/                            |                                   | address
    https://198.18.0.1/                              |                                   | address
    https://198.19.255.255/                          |                                   | address
    https://198.51.100.1/                            |                                   | address
    https://203.0.113.1/                             |                                   | address
    https://224.0.0.1/                               |                                   | address
    https://239.255.255.255/                         |                                   | address
    https://240.0.0.1/                               |                                   | address
    https://255.255.255.255/                         |                                   | address
    https://4294967295/                              |                                   | address
    https://[100::1]/                                |                                   | address
    https://[100:0:0:1::1]/                          |                                   | address
    https://[2001:db8::1]/                           |                                   | address
    https://[3fff::1]/                               |                                   | address
    https://[5f00::1]/                               |                                   | address
    https://[2001:2::1]/                             |                                   | address
    https://[2001:20::1]/                            |                                   | address
    https://[2620:4f:8000::1]/                       |                                   | address
    https://[4000::1]/                               |                                   | address
    https://[ff02::1]/                               |                                   | address

  IPv4 inside of IPv6
    https://[::ffff:8.8.8.8]/                        |                                   | address
    https://[::8.8.8.8]/                             |                                   | address
    https://[::ffff:0:127.0.0.1]/                    |                                   | address
    https://[2002:7f00:1::]/                         |                                   | address
    https://[2002:a9fe:a9fe::1]/                     |                                   | address
    https://[2002:808:808::1]/                       |                                   | address
    https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/  |                                   | address
    https://[2001::1]/                               |                                   | address
    https://[64:ff9b::7f00:1]/                       |                                   | address
    https://[64:ff9b::169.254.169.254]/              |                                   | address
    https://[64:ff9b::8.8.8.8]/                      |                                   | address
    https://[64:ff9b:1::a9fe:a9fe]/                  |                                   | address
    https://[64:ff9b:1:ffff::1]/                     |                                   | address
    https://[fe80::5efe:10.0.0.1]/                   |                                   | address
    https://[2606:4700::5efe:127.0.0.1]/             |                                   | address
    https://[2606:4700::200:5efe:a9fe:a9fe]/         |                                   | address

  Zone ids
    https://[fe80::1%25eth0]/                        |                                   | syntax
    https://[fe80::1%eth0]/                          |                                   | syntax
    https://[::1%25lo]/                              |                                   | syntax
    https://[2606:4700::1111%251]/                   |                                   | syntax

  Names that lead elsewhere than they say
    https://example.com                              | 127.0.0.1                         | resolves
    https://127.0.0.1.nip.example.com/               | 127.0.0.1                         | resolves
    https://example.com                              | 10.1.2.3                          | resolves
    https://example.com                              | 192.168.1.1                       | resolves
    https://example.com                              | 169.254.169.254                   | resolves
    https://example.com                              | 168.63.129.16                     | resolves
    https://example.com                              | 100.100.100.200                   | resolves
    https://example.com                              | 0.0.0.0                           | resolves
    https://example.com                              | ::1                               | resolves
    https://example.com                              | ::                                | resolves
    https://example.com                              | fd00:ec2::254                     | resolves
    https://example.com                              | fe80::1                           | resolves
    https://example.com                              | fe80::1%eth0                      | resolves
    https://example.com                              | 2606:4700::1111%eth0              | resolves
    https://example.com                              | ::ffff:127.0.0.1                  | resolves
    https://example.com                              | ::ffff:93.184.215.14              | resolves
    https://example.com                              | ::ffff:a9fe:a9fe                  | resolves
    https://example.com                              | ::127.0.0.1                       | resolves
    https://example.com                              | 2002:7f00:1::                     | resolves
    https://example.com                              | 64:ff9b::a9fe:a9fe                | resolves
    https://example.com                              | 2001:0:7f00:1::                   | resolves
    https://example.com                              | 2606:4700::5efe:7f00:1            | resolves
    https://example.com                              | 0x7f000001                        | resolves
    https://example.com                              | 0x08080808                        | resolves
    https://example.com                              | 8.8                               | resolves
    https://example.com                              | 0177.0.0.1                        | resolves
    https://example.com                              | 2130706433                        | resolves
    https://example.com                              | localhost                         | resolves
    https://example.com                              | 93.184.215.14 10.0.0.1            | resolves
    https://example.com                              | 10.0.0.1 93.184.215.14            | resolves
    https://example.com                              | 93.184.215.14 ::1                 | resolves
    https://example.com                              | 2606:4700::1111 169.254.169.254   | resolves
    https://example.com                              | 1.1.1.1 8.8.8.8 9.9.9.9 127.0.0.1 | resolves
    https://example.com:8443/                        | 127.0.0.1                         | resolves
    https://example.com./                            | 127.0.0.1                         | resolves

  Other schemes
    http://example.com/                              |                                   | scheme
    http://169.254.169.254/                          |                                   | scheme
    ftp://example.com/                               |                                   | scheme
    file:///etc/passwd                               |                                   | scheme
    gopher://example.com:70/_x                       |                                   | scheme
    wss://example.com/                               |                                   | scheme
    unix:///var/run/docker.sock                      |                                   | scheme
    javascript:alert(1)                              |                                   | scheme
    data:text/plain,x                                |                                   | scheme
    blob:https://example.com/x                       |                                   | scheme

  What parsers disagree about
    https://user@example.com/                        |                                   | userinfo
    https://user:pw@example.com/                     |                                   | userinfo
    https://example.com@127.0.0.1/                   |                                   | userinfo
    https://127.0.0.1@example.com/                   |                                   | userinfo
    https://@example.com/                            |                                   | userinfo
    https://:@example.com/                           |                                   | userinfo
    https://example.com:443@127.0.0.1:9001/          |                                   | userinfo
    https://example.com#@127.0.0.1/                  |                                   | fragment
    https://example.com/#                            |                                   | fragment
    https://example.com\@127.0.0.1/                  |                                   | syntax
    https:\\example.com/                             |                                   | syntax
    https:example.com/                               |                                   | syntax
    https:/example.com/                              |                                   | syntax
    https:///example.com/                            |                                   | syntax
    //example.com/                                   |                                   | syntax
    example.com                                      |                                   | syntax
    https://                                         |                                   | syntax
    https:// example.com/                            |                                   | syntax
    https://exa mple.com/                            |                                   | syntax
    https://example.com%00.evil.example/             |                                   | syntax
    https://example.com%0d%0ax:y/                    |                                   | syntax
    https://[::1/                                    |                                   | syntax
    https://[127.0.0.1]/                             |                                   | syntax
    https://exa<mple.com/                            |                                   | syntax
    https://com/                                     |                                   | host
    https://com./                                    |                                   | host
`;

type Rule =
  'allowed' | 'resolves' | 'port' | 'host' | 'address' | 'scheme' | 'syntax' | 'userinfo' | 'fragment';

interface Vector {
  url: string;
  resolvesTo: string[];
  outcome: Rule;
}

/** A line without columns is a heading. */
export const DESTINATIONS: Vector[] = TABLE.split('\n')
  .map((line) => line.split('|').map((column) => column.trim()))
  .filter((columns) => columns.length >= 3)
  .map(([url = '', resolvesTo = '', ...outcome]) => ({
    url,
    resolvesTo: resolvesTo.split(' ').filter(Boolean),
    outcome: outcome.join('') as Rule,
  }));
