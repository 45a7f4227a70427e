package org.godwit.job;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class RetryOnSqlServerTest extends RetryTest {}
