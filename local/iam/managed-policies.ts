/** AWS's own policies that a template may attach, by the end of their ARN, as AWS documents them. */
export const MANAGED_POLICIES: Readonly<Record<string, object>> = {
  'service-role/AWSLambdaBasicExecutionRole': {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: '*',
      },
    ],
  },
};
