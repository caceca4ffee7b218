/// Test scope only: fakes, generators, golden files, fixtures.
package dev.conex.testkit;
