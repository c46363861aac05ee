-- The store has done what was asked.
ALTER TYPE "answer" ADD VALUE IF NOT EXISTS 'done';
