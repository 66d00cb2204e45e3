-- One database for each service that has one; nobody reads another's.
create database ticket;
create database messaging;
create database rating;
