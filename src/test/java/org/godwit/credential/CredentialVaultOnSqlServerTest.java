package org.godwit.credential;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class CredentialVaultOnSqlServerTest extends CredentialVaultTest {}
