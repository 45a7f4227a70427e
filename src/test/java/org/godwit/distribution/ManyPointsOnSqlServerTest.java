package org.godwit.distribution;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class ManyPointsOnSqlServerTest extends ManyPointsTest {}
