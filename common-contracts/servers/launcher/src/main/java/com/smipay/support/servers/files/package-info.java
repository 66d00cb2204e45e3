/// Files that a server on one machine lives by: the checkout that it was built in, its secrets, its directories.
@NullMarked
package com.smipay.support.servers.files;

import org.jspecify.annotations.NullMarked;
