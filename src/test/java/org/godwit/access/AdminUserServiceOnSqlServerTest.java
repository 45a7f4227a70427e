package org.godwit.access;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class AdminUserServiceOnSqlServerTest extends AdminUserServiceTest {}
