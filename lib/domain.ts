import { CfnOutput } from 'aws-cdk-lib';
import { DomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Construct } from 'constructs';
import type { Stage } from './stage';

/** The name of your own under which the API answers, if the stage has one; where its DNS record must lead is an output. */
export function createDomain(scope: Construct, { domain }: Stage): DomainName | undefined {
  if (!domain) return undefined;
  const made = new DomainName(scope, 'Domain', {
    domainName: domain.name,
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', domain.certificateArn),
  });
  new CfnOutput(scope, 'DomainTarget', {
    value: made.regionalDomainName,
    description: `What a CNAME or alias record of ${domain.name} must lead to`,
  });
  return made;
}
