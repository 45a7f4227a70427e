package org.godwit.audit;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class JobCreationsOnSqlServerTest extends JobCreationsTest {}
